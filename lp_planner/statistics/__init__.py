"""The arithmetic of looking at evidence: charts over time, effect sizes, fidelity, pooling.

Everything here is a plain function over sequences that answers with a frozen dataclass. Nothing
here knows Streamlit, the database or any other part of the app; numpy and scipy are all it needs.
Where a number cannot honestly be given, the answer holds ``None`` and a short note that says why.
The definitions, their sources and how agreement was checked stand in
``docs/reference/statistics.md``.
"""
