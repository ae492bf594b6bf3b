package main

import (
	"bytes"
	"encoding/binary"
)

// A Go program knows file and line of each instruction, for traces of stacks. A
// visitor's page gets along without: a trace names the functions, and the link
// beside it leads a native build to the same place, lines and all. Without the
// tables the download is smaller by a tenth.
//
// What the linker writes is laid out as runtime/symtab.go and
// internal/abi/symtab.go of Go 1.26 have it. A program in which that is not
// found stays as it is.

// lineTable is where the parts of the table of functions are.
type lineTable struct {
	memory    []byte
	functions uint64 // how many
	units     uint64 // offset of the table by which functions find the names of their files
	files     uint64 // offset of the names of files
	tables    uint64 // offset of the tables by instruction
	index     uint64 // offset of the index of functions
}

const (
	headerSize   = 72
	functionSize = 44 // without the offsets of further tables, of which it says how many
)

// headerStart is how the table of functions begins: the magic of Go 1.20, no
// padding, instructions of one byte, pointers of eight.
var headerStart = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// forgetLines makes zeros of the tables that tell files and lines, in what a
// program's memory begins with.
func forgetLines(memory []byte) {
	if t, _, ok := findLineTable(memory); ok {
		t.forget()
	}
}

// findLineTable returns the table of functions, and where in memory it begins.
func findLineTable(memory []byte) (t lineTable, at int, ok bool) {
	for {
		next := bytes.Index(memory[at:], headerStart)
		if next < 0 {
			return t, 0, false
		}
		at += next
		if t, ok := lineTableAt(memory[at:]); ok {
			return t, at, true
		}
		at++
	}
}

// lineTableAt reads a header, and reports whether it is one.
func lineTableAt(memory []byte) (t lineTable, ok bool) {
	if len(memory) < headerSize {
		return t, false
	}
	word := func(at int) uint64 { return binary.LittleEndian.Uint64(memory[at:]) }
	t = lineTable{memory: memory, functions: word(8), units: word(40), files: word(48), tables: word(56), index: word(64)}
	ok = word(32) == headerSize && word(32) < t.units && t.units < t.files && t.files < t.tables && t.tables < t.index &&
		t.index < uint64(len(memory)) && t.functions > 0 && t.functions < (uint64(len(memory))-t.index)/functionSize
	return t, ok
}

// forget has each function tell no file and no line, and clears what no other
// table is in.
func (t *lineTable) forget() {
	tables := t.memory[t.tables:t.index]
	needed := make([]bool, len(tables))
	var own [][]byte
	for i := range t.functions {
		f := t.function(i)
		if f == nil {
			return
		}
		own = append(own, f)
		further := uint64(binary.LittleEndian.Uint32(f[28:]))
		if functionSize+4*further > uint64(len(f)) {
			return
		}
		for n := range 1 + further {
			at := 16 // of the table of the stack's size; then the further ones
			if n > 0 {
				at = functionSize + 4*int(n-1)
			}
			if !need(needed, tables, binary.LittleEndian.Uint32(f[at:])) {
				return
			}
		}
	}
	for _, f := range own {
		clear(f[20:28]) // where the tables of files and of lines are
		clear(f[32:40]) // and at which file and line it begins
	}
	for i, n := range needed {
		if !n {
			tables[i] = 0
		}
	}
	clear(t.memory[t.units:t.tables])
}

// function returns what is known of a function, and all that follows it.
func (t *lineTable) function(i uint64) []byte {
	index := t.memory[t.index:]
	at := uint64(binary.LittleEndian.Uint32(index[8*i+4:]))
	if at+functionSize > uint64(len(index)) {
		return nil
	}
	return index[at:]
}

// need marks the bytes of the table at an offset, of which 0 means none: pairs
// of a difference of values, 0 after the last, and of one of instructions.
func need(needed []bool, tables []byte, offset uint32) bool {
	if offset == 0 {
		return true
	}
	for at, first := uint64(offset), true; at < uint64(len(tables)); first = false {
		value, n := binary.Uvarint(tables[at:])
		if n <= 0 {
			return false
		}
		mark(needed[at:], n)
		at += uint64(n)
		if value == 0 && !first {
			return true
		}
		_, n = binary.Uvarint(tables[at:])
		if n <= 0 {
			return false
		}
		mark(needed[at:], n)
		at += uint64(n)
	}
	return false
}

func mark(needed []bool, n int) {
	for i := range n {
		needed[i] = true
	}
}
