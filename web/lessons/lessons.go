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

//go:embed index.json en/*.md zh/*.md
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

// Read returns a lesson's file, and its name.
func Read(id, lang string) (name, text string, err error) {
	name = lang + "/" + id + ".md"
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return name, "", fmt.Errorf("there is no lesson %q in the language %q: %w", id, lang, err)
	}
	return name, string(content), nil
}
