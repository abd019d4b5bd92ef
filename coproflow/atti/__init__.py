"""From a procedure to its acts: context, filters, and the rendering to DOCX, ODT and PDF."""
