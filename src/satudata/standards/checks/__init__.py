"""What a data set, its metadata and its table lack: names, codes, cells, rows and the four principles of Satu Data."""
