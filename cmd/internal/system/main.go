package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	m := machine{
		has: func(program string) bool { _, err := exec.LookPath(program); return err == nil },
		output: func(command ...string) (string, error) {
			output, err := exec.CommandContext(ctx, command[0], command[1:]...).Output()
			return string(output), err
		},
		run: func(command ...string) error {
			fmt.Println("+ " + strings.Join(command, " "))
			c := exec.CommandContext(ctx, command[0], command[1:]...)
			c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
			return c.Run()
		},
		say:     func(line string) { fmt.Println(line) },
		root:    os.Geteuid() == 0,
		systemd: exists("/run/systemd/system"),
		asks:    terminal(os.Stdin),
	}
	if err := m.provide(needs); err != nil {
		fmt.Fprintf(os.Stderr, "system packages: %v\n", err)
		os.Exit(1)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// terminal reports whether a person can type a password into f.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull
}
