"""What a script costs without being played: how many of each billable thing every scene and act of it causes."""
