package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// Go's linker leaves runs of zeros out of a program's data: ours comes in
// 100,000 segments of some 40 bytes. But zeros compress, and the segments'
// addresses and lengths do not: joined, the program is larger and its download
// smaller, by 120 KB.

// WebAssembly's constants, by the names of its specification, section 5.
const (
	preambleSize = 8
	dataSection  = 11
	i32Const     = 0x41
	end          = 0x0b
)

var errNotWasm = errors.New("joining the data of the program: it is not a WebAssembly module as the specification has it")

// joinSegments returns a module whose data is in as few segments as may be. A module that has other segments may refer to them by number: it
// stays as it is.
func joinSegments(module []byte) ([]byte, error) {
	if !bytes.HasPrefix(module, []byte("\x00asm\x01\x00\x00\x00")) {
		return nil, errNotWasm
	}
	joined := bytes.Clone(module[:preambleSize])
	for rest := module[preambleSize:]; len(rest) > 0; {
		r := reader{rest: rest}
		id := r.byte()
		content := r.take(r.unsigned())
		if r.broken {
			return nil, errNotWasm
		}
		if id == dataSection {
			data, err := joinedData(content)
			if err != nil {
				return nil, err
			}
			joined = append(binary.AppendUvarint(append(joined, id), uint64(len(data))), data...)
		} else {
			joined = append(joined, rest[:len(rest)-len(r.rest)]...)
		}
		rest = r.rest
	}
	return joined, nil
}

// gapMax is the most zeros, in bytes, that are written out between segments.
const gapMax = 1 << 16

// segment is what a module puts into memory when it starts.
type segment struct {
	at    uint64
	bytes []byte
}

// joinedData returns the content of a data section, joined.
func joinedData(content []byte) ([]byte, error) {
	segments, numbered, err := segmentsOf(content)
	if err != nil || numbered {
		return content, err
	}
	joined, err := join(segments)
	if err != nil {
		return nil, err
	}
	data := binary.AppendUvarint(nil, uint64(len(joined)))
	for _, s := range joined {
		forgetLines(s.bytes)
		data = appendSigned(append(data, 0, i32Const), int64(int32(uint32(s.at))))
		data = binary.AppendUvarint(append(data, end), uint64(len(s.bytes)))
		data = append(data, s.bytes...)
	}
	return data, nil
}

// segmentsOf reads a data section, and reports whether it has segments that the
// rest of the module may refer to by number.
func segmentsOf(content []byte) (segments []segment, numbered bool, err error) {
	r := reader{rest: content}
	for range r.unsigned() {
		kind, offset := r.byte(), r.byte()
		if !r.broken && (kind != 0 || offset != i32Const) {
			return nil, true, nil
		}
		at := r.address()
		last := r.byte()
		bytes := r.take(r.unsigned())
		if r.broken || last != end {
			return nil, false, errNotWasm
		}
		segments = append(segments, segment{at, bytes})
	}
	if r.broken || len(r.rest) > 0 {
		return nil, false, errNotWasm
	}
	return segments, false, nil
}

// join writes out what is between segments. No segment may write over another.
func join(segments []segment) (joined []segment, err error) {
	segments = slices.DeleteFunc(segments, func(s segment) bool { return len(s.bytes) == 0 })
	slices.SortFunc(segments, func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	for i, s := range segments {
		if i == 0 {
			joined = append(joined, segment{at: s.at})
		}
		last := &joined[len(joined)-1]
		filled := last.at + uint64(len(last.bytes))
		switch {
		case s.at < filled:
			return nil, errNotWasm
		case s.at-filled > gapMax:
			joined = append(joined, segment{s.at, slices.Clone(s.bytes)})
		default:
			last.bytes = append(last.bytes, make([]byte, s.at-filled)...)
			last.bytes = append(last.bytes, s.bytes...)
		}
	}
	return joined, nil
}

// reader reads what a module consists of. Once broken, it reads zeros.
type reader struct {
	rest   []byte
	broken bool
}

func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.broken, r.rest = true, nil
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// unsigned reads an integer in LEB128, which is binary's varint.
func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.broken, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// address reads the operand of i32.const, a signed LEB128.
func (r *reader) address() uint64 {
	var v int64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return uint64(uint32(v))
		}
	}
	r.broken = true
	return 0
}

func appendSigned(b []byte, v int64) []byte {
	for {
		low := byte(v & 0x7f)
		v >>= 7
		if v == 0 && low&0x40 == 0 || v == -1 && low&0x40 != 0 {
			return append(b, low)
		}
		b = append(b, low|0x80)
	}
}
