//go:build !js

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// message is one of a stream of server-sent events.
type message struct {
	event, id string
	data      []byte
}

// lineBytesMax bounds a line of the stream, of which the longest is an encoded world.
const lineBytesMax = 1 << 29

var errLineTooLong = errors.New("a line of the stream is too long")

// stream reads server-sent events, as the HTML standard has them: lines with a name
// and a value, and an empty one after each message.
type stream struct {
	lines *bufio.Reader
	heard func() // a line came
	close func()
}

func newStream(from io.Reader, heard, done func()) *stream {
	return &stream{lines: bufio.NewReaderSize(from, 64<<10), heard: heard, close: done}
}

// next waits for a message. An error says that there are no more.
func (s *stream) next() (m message, err error) {
	for {
		line, err := s.line()
		if err != nil {
			return message{}, err
		}
		s.heard()
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(name) {
		case "event":
			m.event = string(value)
		case "id":
			m.id = string(value)
		case "data":
			if m.data != nil {
				m.data = append(m.data, '\n')
			}
			m.data = append(m.data, value...)
		case "":
			if len(line) == 0 && m.data != nil {
				return m, nil
			}
		}
	}
}

// line reads a line, without its end.
func (s *stream) line() ([]byte, error) {
	var line []byte
	for {
		part, err := s.lines.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > lineBytesMax:
			return nil, errLineTooLong
		case err == nil:
			return bytes.TrimRight(line, "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}
