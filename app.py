"""The launcher: Streamlit's app with our addresses and our gate around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from lp_planner.ui.frame import feedback
from lp_planner.ui.front_door import http


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Load the drawing library before the first page needs it, and close the stores at the end."""
    feedback.warm_up()
    yield None
    feedback.close_down()


app = st.App(
    "lp_planner/ui/front_door/main.py",
    lifespan=lifespan,
    routes=list(http.routes()),
    middleware=http.middleware(),
    on_script_error=feedback.on_script_error,
)
