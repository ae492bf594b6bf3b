// Package lessons holds the built-in lessons, for programs without a page. The
// page fetches the same files when they are asked for. README.md documents their
// form, and index.json lists them in their order.
package lessons

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
)

//go:embed index.json glossary.json en/*.md zh/*.md
var files embed.FS

// Entry is what the index says of a lesson.
type Entry struct {
	ID        string          `json:"id"` // the name of its files without ".md"
	Challenge bool            `json:"challenge,omitempty"`
	In        map[string]Told `json:"in"` // by language, en and zh
}

// Told is what the index says of a lesson in a language.
type Told struct {
	Title   string `json:"title"`
	About   string `json:"about"`
	Minutes int    `json:"minutes"`
}

// Index returns all lessons in their order.
func Index() []Entry {
	text, err := files.ReadFile("index.json")
	var index struct {
		Lessons []Entry `json:"lessons"`
	}
	if err == nil {
		err = json.Unmarshal(text, &index)
	}
	if err != nil {
		panic("read the index of lessons: " + err.Error())
	}
	return index.Lessons
}

// Term is a word of the field that lessons explain.
type Term struct {
	ID string
	In map[string]Meaning // by language, en and zh
}

// Meaning is what a term means in a language.
type Meaning struct {
	Words []string `json:"words"` // for it, the usual one first
	Text  string   `json:"text"`
}

// Glossary returns all terms.
func Glossary() []Term {
	text, err := files.ReadFile("glossary.json")
	var glossary struct {
		Terms []struct {
			ID string  `json:"id"`
			En Meaning `json:"en"`
			Zh Meaning `json:"zh"`
		} `json:"terms"`
	}
	if err == nil {
		err = json.Unmarshal(text, &glossary)
	}
	if err != nil {
		panic("read the glossary: " + err.Error())
	}
	terms := make([]Term, len(glossary.Terms))
	for i, t := range glossary.Terms {
		terms[i] = Term{t.ID, map[string]Meaning{"en": t.En, "zh": t.Zh}}
	}
	return terms
}

// Read returns a lesson's file, and its name.
func Read(id, lang string) (name, text string, err error) {
	name = lang + "/" + id + ".md"
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return name, "", fmt.Errorf("there is no lesson %q in the language %q: %w", id, lang, err)
	}
	return name, string(content), nil
}
