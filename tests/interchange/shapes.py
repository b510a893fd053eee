"""Small frameworks of our own in the shapes that other programs write."""

import json
import uuid
from typing import Any

DOCUMENT = "d0000000-0000-4000-8000-000000000000"
FIRST = "00000000-0000-4000-8000-000000000001"
SECOND = "00000000-0000-4000-8000-000000000002"
THIRD = "00000000-0000-4000-8000-000000000003"
ELSEWHERE = "e0000000-0000-4000-8000-000000000009"

MOODLE_HEAD = (
    '"Parent ID number","ID number","Short name",Description,"Description format","Scale values",'
    '"Scale configuration","Rule type (optional)","Rule outcome (optional)",'
    '"Rule config (optional)","Cross-referenced competency ID numbers","Exported ID (optional)",'
    '"Is framework",Taxonomy\n'
)
OLDER_MOODLE_HEAD = (
    '"Parent id number","Id number",Shortname,Description,"Description format","Scale values",'
    '"Scale configuration","Rule type (optional)","Rule outcome (optional)",'
    '"Rule config (optional)","Cross referenced competency id numbers","Exported id (optional)",'
    '"Is framework",Taxonomy\n'
)
MOODLE_ROWS = (
    ',GARDEN,"School garden","<p>Growing <b>together</b>.</p>",1,"Not yet,Sometimes,Securely",'
    '"[{""scaleid"":""2""},{""id"":3,""scaledefault"":1,""proficient"":1}]",,,,,,1,'
    '"domain,competency,behaviour"\n'
    ',soil,Soil,"<ul><li>dig</li><li>rest</li></ul>",1,,,,0,null,"1.10,bees%2C wild",1,,\n'
    'soil,1.1,"Digs with care",,1,,,,0,null,,2,,\n'
    'soil,1.10,"Rests the bed",,1,,,,0,null,,3,,\n'
    '1.10,1.10.1,"Says why","line one\nline two",1,,,,0,null,,4,,\n'
)


def as_bytes(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def flat_matrix(**changes: Any) -> dict[str, Any]:
    """A SmartEvidence framework in the flat shape."""
    framework: dict[str, Any] = {
        "institution": "all",
        "name": "School garden",
        "description": '<p>Growing &amp; sharing. <a href="https://garden.example/why">Why</a></p>',
        "selfassess": False,
        "evidencestatuses": [
            {"begun": "Planted"},
            {"incomplete": "Not yet up"},
            {"partialcomplete": "Leaves"},
            {"completed": "Harvest"},
        ],
        "standards": [
            {"shortname": "1", "name": "Soil", "description": "", "standardid": 1},
            {"shortname": "2", "name": "Water", "description": "", "standardid": 2},
        ],
        "standardelements": [
            element("1.1", 1),
            element("1.10", 1),
            element("1.10.1", 1, parentelementid="1.10"),
            element("2.0", 2),
        ],
    }
    return {"framework": {**framework, **changes}}


def element(code: str, group: object, **more: object) -> dict[str, object]:
    """One element of the flat shape."""
    plain = {"shortname": code, "name": f"Name of {code}", "description": f"Text of {code}."}
    return {**plain, "standardid": group, "elementid": code, **more}


def nested_matrix() -> dict[str, Any]:
    """A SmartEvidence framework in the older nested shape."""
    below = [
        {"shortname": "1.1", "name": "One", "description": "a", "priority": 1, "parent": False},
        {"shortname": "1.2", "name": "Two", "description": "b", "priority": 2, "parent": False},
        {"shortname": "1.2.1", "name": "Three", "description": "c", "priority": 3, "parent": True},
        {"shortname": "1.3", "name": "Four", "description": "d", "priority": 4, "parent": False},
    ]
    return {
        "framework": {
            "institution": "all",
            "name": "School garden",
            "description": "Older",
            "selfassess": True,
            "standards": [
                {"shortname": "Soil 1.", "name": "Soil", "priority": 1, "standardelement": below},
                {"shortname": "Later", "name": "Nothing yet", "description": "", "priority": 2},
            ],
        }
    }


def item(identifier: str, text: str, **more: object) -> dict[str, object]:
    """A CFItem."""
    return {
        "identifier": identifier,
        "uri": f"https://case.example/CFItems/{identifier}",
        "lastChangeDateTime": "2024-09-02T08:00:00+00:00",
        "fullStatement": text,
        "CFDocumentURI": node(DOCUMENT),
        **more,
    }


def node(identifier: str, title: str = "a title") -> dict[str, str]:
    """A link to a node."""
    uri = f"https://case.example/nodes/{identifier}"
    return {"title": title, "identifier": identifier, "uri": uri}


def association(
    origin: object, destination: object, kind: str = "isChildOf", **more: object
) -> dict[str, object]:
    """A CFAssociation between two nodes."""
    return {
        "identifier": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{origin}{kind}{destination}")),
        "uri": "https://case.example/CFAssociations/1",
        "lastChangeDateTime": "2024-09-02T08:00:00+00:00",
        "associationType": kind,
        "originNodeURI": origin,
        "destinationNodeURI": destination,
        **more,
    }


def package(items: object, associations: object, **document: object) -> dict[str, Any]:
    """A CFPackage."""
    head = {
        "identifier": DOCUMENT,
        "uri": f"https://case.example/CFDocuments/{DOCUMENT}",
        "creator": "Garden Trust",
        "title": "School garden",
        "lastChangeDateTime": "2024-09-01T08:00:00+00:00",
        **document,
    }
    return {"CFDocument": head, "CFItems": items, "CFAssociations": associations}


def small_package() -> dict[str, Any]:
    """Three items, the third below the first; file order and sequence numbers differ."""
    return package(
        [
            item(FIRST, "Second in order", humanCodingScheme="G.2"),
            item(SECOND, "First in order", humanCodingScheme="G.1", educationLevel=["KG", "01"]),
            item(THIRD, "Below, without a code"),
        ],
        [
            association(node(FIRST), node(DOCUMENT), sequenceNumber=2),
            association(node(SECOND), node(DOCUMENT), sequenceNumber=1),
            association(node(THIRD), node(FIRST)),
            association(node(SECOND), node(ELSEWHERE, "Far away"), "exactMatchOf"),
        ],
        adoptionStatus="Draft",
        version="2.0",
    )
