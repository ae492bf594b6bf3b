package main

import (
	"bytes"
	"encoding/json"
	"slices"
)

// The names of functions are there for traces of stacks alone, and a program that
// has just begun has none: they come later, as a file of their own, and are put
// back into the program's memory (web/js/later/names.js). The download until the
// first picture is smaller by a fortieth.

// namesName is the file of the names.
const namesName = "names.json"

// namesKept begin the names that the runtime itself looks at, to know its own
// goroutines, and the frames whose arguments it must find by other means
// (runtime/traceback.go, stkframe.go and preempt.go of Go 1.26).
var namesKept = []string{"runtime.", "internal/runtime/", "reflect."}

// takeNames clears the names of functions in a module, and returns the table of
// them as it was and where in memory it lies: nothing of a module in which it is
// not found.
func takeNames(module []byte) (table []byte, at uint64) {
	if len(module) < preambleSize {
		return nil, 0
	}
	for rest := module[preambleSize:]; len(rest) > 0; {
		r := reader{rest: rest}
		id := r.byte()
		content := r.take(r.unsigned())
		if r.broken {
			return nil, 0
		}
		rest = r.rest
		if id != dataSection {
			continue
		}
		segments, numbered, err := segmentsOf(content)
		if err != nil || numbered {
			return nil, 0
		}
		for _, s := range segments {
			t, from, ok := findLineTable(s.bytes)
			if !ok {
				continue
			}
			names := t.memory[headerSize:t.units]
			table, at = bytes.Clone(names), s.at+uint64(from)+headerSize
			clearNames(names)
			return table, at
		}
	}
	return nil, 0
}

// clearNames clears the names of a table, each of which ends with a zero, but for
// those that the runtime looks at.
func clearNames(table []byte) {
	for len(table) > 0 {
		end := bytes.IndexByte(table, 0)
		if end < 0 {
			return
		}
		name := table[:end]
		if !slices.ContainsFunc(namesKept, func(kept string) bool { return bytes.HasPrefix(name, []byte(kept)) }) {
			clear(name)
		}
		table = table[end+1:]
	}
}

// namesJSON is the file of the names: of which program they are, by its address,
// and where in its memory they belong.
func namesJSON(url string, table []byte, at uint64) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(struct {
		Of    string `json:"of"`
		At    uint64 `json:"at"`
		Names string `json:"names"`
	}{url, at, string(bytes.ReplaceAll(table, []byte{0}, []byte{'\n'}))})
	return text.Bytes(), err
}
