//go:build !js

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/hajimehoshi/ebiten/v2"

	"raftarium/viz/ink"
	"raftarium/viz/paper"
	"raftarium/viz/window"
)

// errNoClipboard says why nothing can be copied or pasted.
var errNoClipboard = errors.New("no program for the clipboard was found: install xclip or wl-clipboard")

// system is what the window can ask of this machine; files are saved in a folder.
func system(folder string) window.System {
	return window.System{
		Copy: func(text string) error {
			command, err := clipboardCommand(true, runtime.GOOS, os.Getenv, exec.LookPath)
			if err != nil {
				return err
			}
			c := exec.Command(command[0], command[1:]...)
			c.Stdin = strings.NewReader(text)
			return c.Run()
		},
		Paste: func() (string, error) {
			command, err := clipboardCommand(false, runtime.GOOS, os.Getenv, exec.LookPath)
			if err != nil {
				return "", err
			}
			out, err := exec.Command(command[0], command[1:]...).Output()
			return string(out), err
		},
		Tell:   func(text string) { fmt.Println(text) },
		Full:   ebiten.SetFullscreen,
		Fetch:  fetchLesson,
		Shapes: func(lang string) paper.Shapes { return ink.NewOutlines(lang) },
		Save:   func(name, text string) (string, error) { return save(folder, name, text) },
	}
}

// save writes a file into a folder, under another name if there is one.
func save(folder, name, text string) (string, error) {
	extension := filepath.Ext(name)
	for i := 1; ; i++ {
		path := filepath.Join(folder, name)
		if i > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), i, extension))
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, os.ErrExist) && i < 1000 {
			continue
		}
		if err != nil {
			return "", err
		}
		return path, fill(f, text)
	}
}

// fill writes a file that is open and closes it. Half of one is of no use, and does
// not stay.
func fill(f *os.File, text string) error {
	_, err := f.WriteString(text)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

// clipboardCommand returns what writes to the clipboard of this system, or
// reads it.
func clipboardCommand(write bool, goos string, getenv func(string) string, lookPath func(string) (string, error)) ([]string, error) {
	type pair struct{ write, read []string }
	var candidates []pair
	switch goos {
	case "darwin":
		candidates = []pair{{[]string{"pbcopy"}, []string{"pbpaste"}}}
	case "windows":
		candidates = []pair{{[]string{"clip"}, []string{"powershell", "-NoProfile", "-Command", "Get-Clipboard"}}}
	default:
		x := []pair{
			{[]string{"xclip", "-selection", "clipboard"}, []string{"xclip", "-selection", "clipboard", "-o"}},
			{[]string{"xsel", "-b", "-i"}, []string{"xsel", "-b", "-o"}},
		}
		if getenv("WAYLAND_DISPLAY") != "" {
			candidates = append(candidates, pair{[]string{"wl-copy"}, []string{"wl-paste", "-n"}})
		}
		candidates = append(candidates, x...)
	}
	for _, c := range candidates {
		command := c.read
		if write {
			command = c.write
		}
		if path, err := lookPath(command[0]); err == nil {
			return append([]string{path}, command[1:]...), nil
		}
	}
	return nil, errNoClipboard
}
