"""What comes from elsewhere -> folders and files of `sources`."""
