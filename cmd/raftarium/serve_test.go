package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// invoke runs a command line that ends by itself.
func invoke(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), streams{strings.NewReader(""), &out, &err}, args)
	return code, out.String(), err.String()
}

func emptyPage(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), []byte("the page"), 0o644))
	return dir
}

func TestServesThePageUntilInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	stdout, written := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, streams{nil, written, io.Discard}, []string{"serve", "--addr", "localhost:0", "--dir", emptyPage(t)})
	}()

	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Regexp(t, `^Raftarium is at http://localhost:\d+ \(ctrl-c ends it\)\n$`, line)
	address := strings.Fields(line)[3]

	answer, err := http.Get(address)
	require.NoError(t, err)
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.Equal(t, "the page", string(body))

	interrupt()
	require.Equal(t, exitDone, <-ended)
}

func TestSaysWhatToDoWhenItCannotServe(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	require.NoError(t, err)
	defer taken.Close()

	tests := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"the port is taken", []string{"--dir", emptyPage(t), "--addr", taken.Addr().String()}, exitFailed,
			"is in use by another program: end that one, or take another port: make run PORT=8081"},
		{"the page is not built", []string{"--dir", "nowhere"}, exitFailed,
			"there is no page in nowhere (no index.html): build it with \"make build\""},
		{"no page beside the binary", nil, exitFailed, "there is no page in "},
		{"an address that is none", []string{"--dir", emptyPage(t), "--addr", "8080"}, exitFailed, "listening on 8080: "},
		{"an argument too many", []string{"dist/page"}, exitUsage, "\"dist/page\" is not a flag"},
		{"an unknown flag", []string{"--port", "1"}, exitUsage, "flag provided but not defined: -port"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := invoke(t, append([]string{"serve"}, tt.args...)...)
			require.Equal(t, tt.code, code)
			require.Contains(t, stderr, tt.says)
			require.Empty(t, stdout)
		})
	}
}

func TestNamesTheAddressToType(t *testing.T) {
	for listening, url := range map[string]string{
		"127.0.0.1:8080":   "http://localhost:8080",
		"[::1]:8080":       "http://localhost:8080",
		"[::]:8080":        "http://localhost:8080",
		"192.0.2.7:80":     "http://192.0.2.7:80",
		"[2001:db8::1]:80": "http://[2001:db8::1]:80",
	} {
		address, err := net.ResolveTCPAddr("tcp", listening)
		require.NoError(t, err)
		require.Equal(t, url, pageURL(address))
	}
}

func TestOpensABrowserOnlyWhereOneCanBeSeen(t *testing.T) {
	environment := func(display, wayland string) func(string) string {
		return func(name string) string {
			return map[string]string{"DISPLAY": display, "WAYLAND_DISPLAY": wayland}[name]
		}
	}
	with := func(names ...string) func(string) (string, error) {
		return func(asked string) (string, error) {
			for _, name := range names {
				if name == asked {
					return "/usr/bin/" + name, nil
				}
			}
			return "", errors.New("not found")
		}
	}
	tests := []struct {
		name, goos string
		getenv     func(string) string
		lookPath   func(string) (string, error)
		command    string
	}{
		{"a Mac", "darwin", environment("", ""), with(), "open"},
		{"Windows", "windows", environment("", ""), with(), "rundll32 url.dll,FileProtocolHandler"},
		{"Linux with X", "linux", environment(":0", ""), with("xdg-open", "x-www-browser"), "/usr/bin/xdg-open"},
		{"Linux with Wayland", "linux", environment("", "wayland-0"), with("x-www-browser"), "/usr/bin/x-www-browser"},
		{"a server", "linux", environment("", ""), with("xdg-open"), ""},
		{"a display without a browser", "linux", environment(":0", ""), with(), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			command, err := browserCommand(tt.goos, tt.getenv, tt.lookPath)
			if tt.command == "" {
				require.ErrorIs(t, err, errNoBrowser)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.command, strings.Join(command, " "))
		})
	}
}
