"""A page that shows typed words in every way that Streamlit reads Markdown in; a script.

``TYPED`` is what the tests type; each of them has to look just so.
"""

import pandas as pd
import streamlit as st

from lp_planner.ui.frame.safe_words import plain, plain_table

ELSEWHERE = "http://planted.example"
TYPED = (
    f"![picture]({ELSEWHERE}/a.png)", f"[link]({ELSEWHERE})", f"<{ELSEWHERE}>",
    f"see {ELSEWHERE}/x?q=a_b*c and {ELSEWHERE.upper()}",
    "www.planted.example:80", "xwww.a.example",
    "a.b+c@planted.example, d@e.example", "mailto:a@b.example", "xmpp:a@b.example", "@home a@ @",
    ":red[danger]", ":blue-background[x] :color[x]{foreground=red}", ":small[y]", ":help[abc]",
    ":material/home: here", ":material/home::material/home:", ":streamlit:", ":smile: :+1: :-1:",
    ":smile::smile:", "a:smile:b 10:30:15", "::leaf", ":::box", "a::b", "{a=b}",
    "$x^2$ and $$y$$", r"\(x\)", "costs $5 and $6", "<b>bold</b><script>alert(1)</script>",
    "<!-- c --> <a href='x'>y</a>", "&amp; &copy; &#35; q & a", "back\\slash \\* end \\",
    "a -> b <- c <-> d -- e >= f <= g ~= h", "->", "<->", "--", "---", "***", "- - -", "_ _ _",
    "=====", "# head", "#tag", "> quote", "- item", "+ item", "* item", "1. one", "12) x", "1.",
    "1",
    "*a* **b** _i_ __j__ ~k~ ~~l~~ `m`", "5*6*7 2_3_4", "~~~", "```", "`", "[ ] todo", "[^1] note",
    f"[a]: {ELSEWHERE}", "![a][b]", "| a | b |", "--- | ---", '(c) ... "q"', "C:\\x", ".x", ")",
    "<b>x</b><a href='http://planted.example'>y</a><br>z", "=cmd|' /C calc'!A0",
    "x😀 👩\u200d🏫 é", "ordinary: £5 (or $5) ~ 50% * 2_b # 1. fine!",
)  # fmt: skip


def draw() -> None:
    """Show everything typed in every way; each way stands in a container of its own."""
    for number, typed in enumerate(TYPED):
        words = plain(typed)
        with st.container(key=f"markdown{number}"):
            st.markdown(words)
        with st.container(key=f"bold{number}"):
            st.markdown(f"- **Said:** {words}  \n:gray[{words}]")
        with st.container(key=f"heading{number}"):
            st.subheader(words, anchor=False)
        with st.container(key=f"caption{number}"):
            st.caption(words)
        with st.container(key=f"checkbox{number}"):
            st.checkbox(words, key=f"box{number}")
        with st.container(key=f"button{number}"):
            st.button(words, key=f"press{number}")
        with st.container(key=f"expander{number}"):
            st.expander(words)
        with st.container(key=f"input{number}"):
            st.text_area(words, key=f"area{number}")
        with st.container(key=f"message{number}"):
            st.success(words)
        with st.container(key=f"badge{number}"):
            st.markdown(f":green-badge[:material/check: {words}]")
    with st.container(key="radio"):
        st.radio("Which?", TYPED, format_func=plain, captions=[plain(typed) for typed in TYPED])
    with st.container(key="table"):
        st.table(plain_table(pd.DataFrame({"Typed": TYPED})))
    with st.container(key="last"):
        st.multiselect("Chosen", TYPED, default=TYPED)


if __name__ == "__main__":
    draw()
