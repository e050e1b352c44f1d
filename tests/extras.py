"""Which tests need the libraries of the extras."""

TESTS_OF_EXTRAS = {
    "icalendar": (
        "architecture/test_exhaustive.py",
        "cli/commands/test_history.py",
        "cli/test_context.py",
        "cli/test_output_over_own_files.py",
        "export/test_calendar.py",
        "product/test_documents.py",
        "product/test_left_and_right.py",
    ),
    "pypdfium2": ("export/test_doctor_report_files.py", "export/test_pdf.py", "slow/test_browser.py"),
    "resvg_py": (
        "cli/commands/test_chart.py",
        "pictures/render/test_images.py",
        "pictures/render/test_png.py",
        "product/test_gallery.py",
    ),
    "typst": (
        "cli/commands/test_checklist.py",
        "cli/commands/test_history.py",
        "cli/test_context.py",
        "export/test_doctor_report_files.py",
        "export/test_formats.py",
        "export/test_pdf.py",
        "product/test_documents.py",
        "product/test_left_and_right.py",
    ),
}
"""The files that cannot be tested without a library that a person may do without."""
