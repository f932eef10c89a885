"""The organiser's own AWS account, as the command line sees it: with their credentials, in their Region."""
