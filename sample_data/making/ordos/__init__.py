"""鄂尔多斯: two levels of courts, five classes of cases and what is at most 100,000 yuan."""
