"""The front door: the routes, the headers and the script that Streamlit runs."""
