"""What can be heard in a rendering of applause, read off its samples: never off what the synthesiser says of itself."""
