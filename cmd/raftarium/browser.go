package main

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
)

// errNoBrowser says why no browser opens on a server or over SSH.
var errNoBrowser = errors.New("none was found here")

// openBrowser opens url in the user's browser and does not wait for it.
func openBrowser(url string) error {
	command, err := browserCommand(runtime.GOOS, os.Getenv, exec.LookPath)
	if err != nil {
		return err
	}
	browser := exec.Command(command[0], append(command[1:], url)...)
	if err := browser.Start(); err != nil {
		return err
	}
	go browser.Wait() // takes its exit status, so that no zombie stays
	return nil
}

// browserCommand returns what opens an address on this system. A Linux
// without a display has no browser that anybody could see.
func browserCommand(goos string, getenv func(string) string, lookPath func(string) (string, error)) ([]string, error) {
	switch goos {
	case "darwin":
		return []string{"open"}, nil
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}, nil
	}
	if getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
		return nil, errNoBrowser
	}
	for _, name := range []string{"xdg-open", "sensible-browser", "x-www-browser"} {
		if path, err := lookPath(name); err == nil {
			return []string{path}, nil
		}
	}
	return nil, errNoBrowser
}
