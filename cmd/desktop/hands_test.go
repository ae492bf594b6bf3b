//go:build linux

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// hands are a keyboard and a mouse of a display, which the extension XTEST of X11
// moves as a person's would be.
type hands struct {
	t    *testing.T
	x    net.Conn
	test byte           // the extension's major opcode
	keys map[uint32]key // by symbol, which is the character's code for those used here
}

// key is a key of the keyboard.
type key struct {
	code  byte
	shift bool
}

// The symbols of keys without a character.
const (
	symShift  = 0xFFE1
	symReturn = 0xFF0D
)

// The requests and events of X11 and XTEST that are used.
const (
	queryExtension, keyboardMapping, fakeInput       = 98, 101, 2
	keyPress, keyRelease, buttonPress, buttonRelease = 2, 3, 4, 5
	motion                                           = 6
)

func (d display) hands(t *testing.T) *hands {
	conn, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(d.name, ":"))
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	h := &hands{t: t, x: conn, keys: map[uint32]key{}}
	h.send([]byte{'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0})
	head := h.read(8)
	require.EqualValues(t, 1, head[0], "the display takes a connection")
	h.read(4 * int(binary.LittleEndian.Uint16(head[6:])))

	h.send(append([]byte{queryExtension, 0, 4, 0, 5, 0, 0, 0}, "XTEST\x00\x00\x00"...))
	reply := h.read(32)
	require.EqualValues(t, 1, reply[8], "the display has XTEST")
	h.test = reply[9]

	const first, count = 8, 248
	h.send([]byte{keyboardMapping, 0, 2, 0, first, count, 0, 0})
	reply = h.read(32)
	each := int(reply[1])
	table := h.read(4 * int(binary.LittleEndian.Uint32(reply[4:])))
	for i := range count {
		for shift := range min(2, each) {
			symbol := binary.LittleEndian.Uint32(table[4*(i*each+shift):])
			if _, ok := h.keys[symbol]; !ok && symbol != 0 {
				h.keys[symbol] = key{byte(first + i), shift == 1}
			}
		}
	}
	return h
}

func (h *hands) send(b []byte) {
	_, err := h.x.Write(b)
	require.NoError(h.t, err)
}

func (h *hands) read(n int) []byte {
	b := make([]byte, n)
	_, err := io.ReadFull(h.x, b)
	require.NoError(h.t, err)
	return b
}

func (h *hands) fake(event, detail byte, x, y int) {
	b := make([]byte, 36)
	b[0], b[1], b[2], b[4], b[5] = h.test, fakeInput, 9, event, detail
	binary.LittleEndian.PutUint16(b[24:], uint16(x))
	binary.LittleEndian.PutUint16(b[26:], uint16(y))
	h.send(b)
}

// The mouse is moved, its button pressed, and let go once what that does is seen.
func (h *hands) moves(x, y int)  { h.fake(motion, 0, x, y) }
func (h *hands) pressesButton()  { h.fake(buttonPress, 1, 0, 0) }
func (h *hands) releasesButton() { h.fake(buttonRelease, 1, 0, 0) }

func (h *hands) presses(symbol uint32) {
	k, ok := h.keys[symbol]
	require.True(h.t, ok, "the keyboard has a key for %q", symbol)
	shift := h.keys[symShift].code
	if k.shift {
		h.fake(keyPress, shift, 0, 0)
	}
	h.fake(keyPress, k.code, 0, 0)
	h.fake(keyRelease, k.code, 0, 0)
	if k.shift {
		h.fake(keyRelease, shift, 0, 0)
	}
}

// types types a line of ASCII, and Enter.
func (h *hands) types(line string) {
	for _, r := range line {
		h.presses(uint32(r))
	}
	h.presses(symReturn)
}

// used is the time of the processor that a program has used, as Linux writes it: user
// and system, in hundredths of a second.
func (h *hands) used(pid int) string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(h.t, err)
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	return fields[11] + " " + fields[12]
}
