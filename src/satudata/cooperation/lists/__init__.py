"""Lists of agreements as offices keep them: read into a portfolio, and written from one."""
