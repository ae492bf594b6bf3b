//go:build linux

package main

import (
	"bufio"
	"encoding/binary"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"raftarium/viz/theme"
)

// display is an X server of the test's own, whose screen lies in a file.
type display struct {
	name string // ":7"
	file string
}

// newDisplay starts Xvfb. Without it the test fails: `make test` installs it.
func newDisplay(t *testing.T, size string) display {
	folder := t.TempDir()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size, "-fbdir", folder, "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{write}
	require.NoError(t, x.Start(), "the window is tested on a display of Xvfb")
	t.Cleanup(func() { _ = x.Process.Kill(); _ = x.Wait() })
	write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	require.NoError(t, err, "Xvfb says which display it is")
	return display{":" + strings.TrimSpace(number), filepath.Join(folder, "Xvfb_screen0")}
}

// picture reads the screen, an XWD file: a header of words of 4 bytes, big
// endian, then colours of 12 bytes, then the pixels.
func (d display) picture(t *testing.T) *image.RGBA {
	b, err := os.ReadFile(d.file)
	require.NoError(t, err)
	word := func(i int) int { return int(binary.BigEndian.Uint32(b[4*i:])) }
	width, height, bits, line, colours := word(4), word(5), word(11), word(12), word(19)
	require.Equal(t, 32, bits)
	pixels := b[word(0)+12*colours:]
	pic := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			p := binary.LittleEndian.Uint32(pixels[y*line+4*x:])
			pic.SetRGBA(x, y, color.RGBA{uint8(p >> 16), uint8(p >> 8), uint8(p), 255})
		}
	}
	return pic
}

// count is how many pixels of a part of the screen have a colour.
func count(pic *image.RGBA, r image.Rectangle, c theme.Colour) (n int) {
	red, green, blue := c.RGB()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if pic.RGBAAt(x, y) == (color.RGBA{red, green, blue, 255}) {
				n++
			}
		}
	}
	return n
}

// TestTheWindowOpens starts the program as a user does, looks at the screen, uses
// keyboard and mouse, and closes it; what was done is kept.
func TestTheWindowOpens(t *testing.T) {
	program := filepath.Join(t.TempDir(), "raftarium-desktop")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))

	d := newDisplay(t, "1440x900x24")
	c := exec.Command(program, "--size", "1440x900", "--seed", "1", "--theme", "light")
	config := t.TempDir()
	c.Env = append(os.Environ(), "DISPLAY="+d.name, "WAYLAND_DISPLAY=", "XDG_CONFIG_HOME="+config)
	var said strings.Builder
	c.Stderr = &said
	require.NoError(t, c.Start())
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	defer func() { _ = c.Process.Kill() }()

	stage := image.Rect(0, 48, 380, 520)
	leads := func(pic *image.RGBA) bool { // the first terms' colours; F on circles, L on a square
		for term := uint64(1); term < 4; term++ {
			if fill, _ := theme.Light.Term(term); count(pic, stage, fill) > 10_000 && crowned(pic, stage, fill) {
				return true
			}
		}
		return false
	}
	turn := time.NewTicker(100 * time.Millisecond)
	defer turn.Stop()
	until := func(what string, seen func(pic *image.RGBA) bool) *image.RGBA {
		t.Helper()
		for deadline := time.After(60 * time.Second); ; {
			select {
			case err := <-ended:
				require.Fail(t, "the window has closed", "%v: %s", err, said.String())
			case <-deadline:
				require.Fail(t, "not seen within a minute", "%s: %s", what, said.String())
			case <-turn.C:
			}
			if pic := d.picture(t); seen(pic) {
				return pic
			}
		}
	}
	look(t, until("a leader", leads))

	h := d.hands(t)
	h.moves(300, 850)
	h.pressesButton()
	badge := image.Rect(16, 745, 52, 781)
	until("the focus of a terminal", func(pic *image.RGBA) bool { return count(pic, badge, theme.Light.Accent) > 50 })
	h.releasesButton()
	h.types(`etcdctl put message "Hello, window"`)
	below := image.Rect(24, 797, 700, 837) // the lines under the one that is typed: a hint, nothing, then the cursor
	until("a line that is sent", func(pic *image.RGBA) bool {
		return count(pic, below, theme.Light.Accent) == 0 && count(pic, below, theme.Light.Sunken) < below.Dx()*below.Dy()
	})
	h.moves(103, 650) // where the pointer covers nothing of the sign
	h.pressesButton() // on pause
	until("no terminal in focus", func(pic *image.RGBA) bool { return count(pic, badge, theme.Light.Accent) == 0 })
	h.releasesButton()
	between := image.Rect(87, 640, 89, 644) // the two bars of a pause, which have become a triangle
	until("a pause", func(pic *image.RGBA) bool { return count(pic, between, theme.Light.Paper) == between.Dx()*between.Dy() })
	paused := h.used(c.Process.Pid)
	until("rest: no time is used", func(*image.RGBA) bool {
		now := h.used(c.Process.Pid)
		rests := now == paused
		paused = now
		return rests
	})
	h.presses(' ')
	until("that it plays again", func(pic *image.RGBA) bool { return count(pic, between, theme.Light.Ink) > 0 })
	h.presses(' ')
	until("a pause again", func(pic *image.RGBA) bool { return count(pic, between, theme.Light.Paper) == between.Dx()*between.Dy() })

	require.NoError(t, c.Process.Signal(os.Interrupt))
	require.NoError(t, <-ended, said.String())
	require.Empty(t, said.String())
	k := &keeper{folder: filepath.Join(config, "raftarium"), tell: func(err error) { require.NoError(t, err) }}
	v, returned := opens(t, k)
	require.True(t, returned)
	v.Resend()
	view := v.View()
	require.False(t, view.Playing)
	require.Equal(t, []string{`etcdctl put message "Hello, window"`}, view.Terminals[0].History)
}

// crowned tells whether a square of the size of a leader's is of one colour
// from edge to edge: a circle's corners are not.
func crowned(pic *image.RGBA, r image.Rectangle, c theme.Colour) bool {
	const side = 56 // a leader's is 62
	red, green, blue := c.RGB()
	at := func(x, y int) bool { return pic.RGBAAt(x, y) == color.RGBA{red, green, blue, 255} }
	for y := r.Min.Y; y < r.Max.Y-side; y++ {
		for x := r.Min.X; x < r.Max.X-side; x++ {
			if at(x, y) && at(x+side, y) && at(x, y+side) && at(x+side, y+side) && at(x+side/2, y) && at(x, y+side/2) {
				return true
			}
		}
	}
	return false
}

// look checks what else must be on the screen.
func look(t *testing.T, pic *image.RGBA) {
	th := &theme.Light
	require.Greater(t, count(pic, image.Rect(24, 10, 130, 38), th.Ink), 200, "the wordmark is written")
	require.Greater(t, count(pic, image.Rect(1081, 49, 1440, 740), th.Raised), 150_000, "the inspector is there")
	require.Greater(t, count(pic, image.Rect(1090, 100, 1430, 600), th.Ink), 500, "and says something")
	require.Greater(t, count(pic, image.Rect(0, 741, 1440, 900), th.Sunken), 200_000, "the terminals are there")
	require.Greater(t, count(pic, image.Rect(24, 775, 60, 800), th.Ink), 60, "with a cursor")
	require.Greater(t, count(pic, image.Rect(60, 620, 120, 660), th.Ink), 500, "the main action is solid ink")
	require.Greater(t, count(pic, image.Rect(380, 100, 1080, 480), th.Sunken), 1000, "the logs have their set-up")
}
