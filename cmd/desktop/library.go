//go:build !js

package main

import (
	"raftarium/core/narrate"
	"raftarium/viz/viewer"
	"raftarium/web/lessons"
)

// library are the built-in lessons, as the viewer opens them, and the glossary.
func library() viewer.Library {
	entries := map[narrate.Lang][]viewer.LessonEntry{}
	terms := map[narrate.Lang][]viewer.GlossaryTerm{}
	index, glossary := lessons.Index(), lessons.Glossary()
	for _, lang := range []narrate.Lang{narrate.English, narrate.Chinese} {
		for _, e := range index {
			told := e.In[lang.String()]
			entries[lang] = append(entries[lang], viewer.LessonEntry{ID: e.ID, Title: told.Title, About: told.About, Minutes: told.Minutes, Challenge: e.Challenge})
		}
		for _, t := range glossary {
			told := t.In[lang.String()]
			terms[lang] = append(terms[lang], viewer.GlossaryTerm{ID: t.ID, Words: told.Words, Text: told.Text})
		}
	}
	return viewer.Library{
		List:  func(lang narrate.Lang) []viewer.LessonEntry { return entries[lang] },
		Terms: func(lang narrate.Lang) []viewer.GlossaryTerm { return terms[lang] },
		Read: func(id string, lang narrate.Lang) (name, text string, err error) {
			return lessons.Read(id, lang.String())
		},
	}
}
