"""Read reports that are already published: documents into what is found in them, that into a submission."""
