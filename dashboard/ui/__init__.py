"""Faces: what the Streamlit pages share. In: the stages' results; out: widgets, cards and links on a page."""
