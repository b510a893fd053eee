"""Tests of frameworks in and out."""
