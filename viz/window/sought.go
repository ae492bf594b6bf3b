package window

import (
	"strings"
	"time"
)

// sought is what is typed to find an item of a menu.
type sought struct {
	text  string
	since time.Duration // the last character
}

// seekFor is how soon a character has to follow another to belong to the same word.
const seekFor = time.Second

// seekItem goes to the next item of the menu that begins with what is typed, or else
// has it. The same character once more goes on to the one after.
func (w *Window) seekItem(typed []rune) {
	k := &w.sought
	if k.since >= seekFor || w.focus.area != menuArea {
		k.text = ""
	}
	word := strings.ToLower(string(typed))
	if word == " " && k.text == "" {
		return // chooses
	}
	if k.text != word {
		word = k.text + word
	}
	k.text, k.since = word, 0
	at := 0
	if w.focus.area == menuArea {
		at = w.focus.n
	}
	if len([]rune(word)) == 1 { // from the one after
		at++
	}
	count := w.sheet.counts[menuArea] - 1
	for _, fits := range []func(label, word string) bool{strings.HasPrefix, strings.Contains} {
		for i := range count {
			n := (max(at, 1)-1+i)%count + 1
			if c := w.sheet.named(name{menuArea, n}); c != nil && fits(strings.ToLower(c.label), word) {
				w.focus = c.name
				return
			}
		}
	}
}
