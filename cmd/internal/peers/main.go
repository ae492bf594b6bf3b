package main

import (
	"fmt"
	"os"
)

func main() {
	rows, err := read(os.Stdin)
	if err == nil {
		err = write(os.Stdout, rows)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}
