//go:build !js

package main

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// prefers is what the settings of this system's desktop ask of all programs, as a
// browser tells it to a page.
type prefers struct{ dark, still bool }

// askMost is how long a program that reads the settings may take.
const askMost = 500 * time.Millisecond

// ask returns what a program prints, or "" if there is none or it fails.
func ask(command ...string) string {
	ctx, end := context.WithTimeout(context.Background(), askMost)
	defer end()
	out, err := exec.CommandContext(ctx, command[0], command[1:]...).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// preferences reads the settings of a system's desktop. What cannot be read is not
// asked for.
func preferences(goos string, ask func(command ...string) string) prefers {
	switch goos {
	case "darwin":
		return prefers{
			dark:  ask("defaults", "read", "-g", "AppleInterfaceStyle") == "Dark",
			still: ask("defaults", "read", "com.apple.universalaccess", "reduceMotion") == "1",
		}
	case "windows":
		return prefers{
			dark:  strings.HasSuffix(ask("reg", "query", `HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize`, "/v", "AppsUseLightTheme"), " 0x0"),
			still: strings.HasSuffix(ask("reg", "query", `HKCU\Control Panel\Desktop\WindowMetrics`, "/v", "MinAnimate"), " 0"),
		}
	}
	const desktop = "org.gnome.desktop.interface"
	return prefers{
		dark:  ask("gsettings", "get", desktop, "color-scheme") == "'prefer-dark'",
		still: ask("gsettings", "get", desktop, "enable-animations") == "false",
	}
}
