package passage

import (
	"encoding/json"
	"fmt"
)

// Book is the text of the rules, and where in it each key leads.
type Book struct {
	Rules map[string]Rule  `json:"rules"` // by the function's name
	Keys  map[string]Place `json:"keys"`
}

// Rule is a function of core/raft with its comment.
type Rule struct {
	File  string `json:"file"`  // its path in the repository
	First int    `json:"first"` // the number of its first line, from 1
	Lines []Line `json:"lines"`
}

// Line is a line of text, in the runs that look alike.
type Line []Run

// Run is a piece of a line.
type Run struct {
	Text string `json:"t"`
	Kind Kind   `json:"k,omitempty"`
}

// Kind says what a run is.
type Kind uint8

// The kinds of runs. The zero value is anything else.
const (
	Plain Kind = iota
	Keyword
	Comment
)

// Place is what acted within a rule.
type Place struct {
	Rule  string  `json:"rule"`
	Marks []Lines `json:"marks"` // in order, apart
}

// Lines are the lines from the one to the other, both included, by their
// numbers in the file.
type Lines struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Marked reports whether a line of the file is within a place's marks.
func (p *Place) Marked(line int) bool {
	for _, m := range p.Marks {
		if m.From <= line && line <= m.To {
			return true
		}
	}
	return false
}

// Parse reads a book that was written as JSON. The error says what of it is no
// book.
func Parse(text []byte) (*Book, error) {
	b := new(Book)
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf("read the text of core/raft: %w", err)
	}
	if len(b.Keys) == 0 {
		return nil, fmt.Errorf("read the text of core/raft: it leads from no event to any line")
	}
	for key, place := range b.Keys {
		if _, ok := b.Rules[place.Rule]; !ok {
			return nil, fmt.Errorf("read the text of core/raft: %q leads to the function %q, which is not there", key, place.Rule)
		}
	}
	return b, nil
}
