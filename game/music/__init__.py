"""What is asked: songs as written, charts as asked, and the way from one to the other."""
