//go:build !js

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lesson"
	"raftarium/core/narrate"
	"raftarium/web/lessons"
)

// shelf serves lessons, and what is none.
func shelf(t *testing.T) string {
	_, text, err := lessons.Read("an-election", "en")
	require.NoError(t, err)
	files := map[string]string{
		"/x.md":    text,
		"/page":    " \n<!DOCTYPE html><html></html>",
		"/big.md":  strings.Repeat("x", lesson.BytesMax+1),
		"/bad.md":  "no front matter",
		"/most.md": strings.Repeat("x", lesson.BytesMax),
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(text))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestALessonOpensByItsAddress(t *testing.T) {
	at := shelf(t)
	for _, what := range []string{
		"lesson=" + at + "/x.md",
		at + "/x.md",
		"https://example.org/raftarium/#lesson=" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(at+"/x.md"),
	} {
		o, err := parse([]string{what}, env(nil), nil)
		require.NoError(t, err, what)
		o.remember(settings{})
		v, _, err := o.viewer(nowhere)
		require.NoError(t, err, what)
		require.Equal(t, "An election", v.LessonView().Title)
	}
}

func TestALessonThatCannotBeFetchedIsToldWhy(t *testing.T) {
	at := shelf(t)
	for path, says := range map[string]string{
		"/none.md": "HTTP 404",
		"/page":    "it is a web page, and not the Markdown file itself",
		"/big.md":  "a lesson has 262,144 at most",
	} {
		_, err := fetchLesson(at+path, narrate.English)
		require.ErrorContains(t, err, "The lesson cannot be fetched from "+at+path+": ")
		require.ErrorContains(t, err, says)
	}
	text, err := fetchLesson(at+"/most.md", narrate.English)
	require.NoError(t, err)
	require.Len(t, text, lesson.BytesMax)
	_, err = fetchLesson("http://127.0.0.1:1/x.md", narrate.Chinese)
	require.ErrorContains(t, err, "无法从 http://127.0.0.1:1/x.md 读取课程：")

	o, err := parse([]string{"lesson=" + at + "/bad.md"}, env(nil), nil)
	require.NoError(t, err)
	o.remember(settings{})
	_, _, err = o.viewer(nowhere)
	require.ErrorContains(t, err, "bad.md:1")
}
