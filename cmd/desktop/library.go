//go:build !js

package main

import (
	"raftarium/core/narrate"
	"raftarium/viz/viewer"
	"raftarium/viz/viewer/reading"
	"raftarium/web/lessons"
)

// library are the built-in lessons, as the viewer opens them.
func library() viewer.Library {
	return viewer.Library{
		Panel: reading.Panel,
		List: func(lang narrate.Lang) (choices []viewer.Choice) {
			for _, e := range lessons.Index() {
				told := e.In[lang.String()]
				choices = append(choices, viewer.Choice{ID: e.ID, Label: told.Title, Short: told.About, Action: "lesson open " + e.ID})
			}
			return choices
		},
		Read: func(id string, lang narrate.Lang) (name, text string, err error) {
			return lessons.Read(id, lang.String())
		},
	}
}
