//go:build !js

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/viz/viewer"
	"raftarium/viz/window"
	"raftarium/web/lessons"
)

// opens opens what arguments name, as the program does.
func opens(t *testing.T, k *keeper, args ...string) (*viewer.Viewer, bool) {
	t.Helper()
	o, err := parse(args, env(nil), nil)
	require.NoError(t, err)
	var own settings
	k.read(settingsFile, &own)
	o.remember(own)
	v, returned, err := o.viewer(k)
	require.NoError(t, err)
	return v, returned
}

// Where the window was closed is where it opens, with all branches, once; what is
// asked for comes before it.
func TestTheWindowOpensWhereItWasClosed(t *testing.T) {
	k := &keeper{folder: filepath.Join(t.TempDir(), "raftarium"), tell: func(err error) { require.NoError(t, err) }}
	v, returned := opens(t, k, "--nodes", "3")
	require.False(t, returned)
	l := v.Lab()
	l.Advance(2 * sim.Second)
	require.NoError(t, l.Do("crash 1"))
	l.Seek(sim.Second)
	l.Branch()
	l.Advance(1500 * sim.Millisecond)
	require.NoError(t, v.Act("view disk"))
	require.NoError(t, v.Act("lang zh"))
	state := string(lab.AppendState(nil, l.World()))
	k.keepRun(v)
	k.write(settingsFile, settings{Memory: window.Memory{Lang: "zh", Theme: "dark"}})

	v, returned = opens(t, k)
	require.True(t, returned)
	require.Equal(t, state, string(lab.AppendState(nil, v.Lab().World())))
	require.Len(t, v.Lab().Branches(), 2)
	require.Equal(t, "zh", v.Lang().String())
	require.Equal(t, viewer.Dark, v.Theme())

	_, returned = opens(t, k)
	require.False(t, returned, "it is taken once: it is kept anew when the window is closed")

	require.NoError(t, v.Act("lesson open an-election 2"))
	k.keepRun(v)
	v, returned = opens(t, k)
	require.True(t, returned)
	require.Equal(t, "an-election", v.LessonID())
	require.Equal(t, 1, v.LessonView().Step)

	_, text, err := lessons.Read("an-election", "zh")
	require.NoError(t, err)
	require.NoError(t, v.OpenLesson("mine.md", text, 2))
	k.keepRun(v)
	v, returned = opens(t, k)
	require.True(t, returned, "in a lesson that is none of the library, too")
	name, again := v.LessonFile()
	require.Equal(t, [2]string{"mine.md", text}, [2]string{name, again})
	require.Equal(t, 2, v.LessonView().Step)

	k.keepRun(v)
	_, returned = opens(t, k, "--new")
	require.False(t, returned)
	_, err = os.Stat(filepath.Join(k.folder, runFile))
	require.NoError(t, err, "and is still kept")
}

// A file that is damaged is told of and set aside; the window opens.
func TestWhatIsKeptAndDamagedIsSetAside(t *testing.T) {
	var told []error
	k := &keeper{folder: t.TempDir(), tell: func(err error) { told = append(told, err) }}
	put := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(k.folder, name), []byte(text), 0o600))
	}
	for _, c := range []struct{ settings, run, says, aside string }{
		{"{", "", "window.json is passed over", settingsFile + ".bad"},
		{"{}", "[]", "run.json is passed over", runFile + ".bad"},
		{"{}", `{"run": "no run"}`, "passed over", runFile + ".taken"},
		{"{}", `{"run": "{\"lab\": \"AAAA\"}"}`, "passed over", runFile + ".taken"},
		{"{}", `{"run": "{}", "lesson": "gone", "step": 2}`, `the lesson in which the window was closed is passed over: there is no lesson "gone"`, runFile + ".taken"},
		{"{}", `{"run": "{}", "lesson": "mine.md", "text": "no lesson", "step": 2}`, "the lesson in which the window was closed is passed over: ", runFile + ".taken"},
		{`{"zoom": -4, "terms": 1e30, "lessons": {"x": {"step": -1}}, "width": -3}`, "", "", ""},
	} {
		told = nil
		put(settingsFile, c.settings)
		if c.run != "" {
			put(runFile, c.run)
		}
		v, returned := opens(t, k)
		require.False(t, returned)
		require.NotNil(t, v)
		if c.says == "" {
			require.Empty(t, told)
			continue
		}
		require.Len(t, told, 1)
		require.ErrorContains(t, told[0], c.says)
		for _, lang := range narrate.Langs() { // what the window says
			words := inWords(lang, told[0])
			require.Contains(t, words, filepath.Join(k.folder, c.aside))
			require.Equal(t, lang == narrate.Chinese, strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) }), words)
		}
		text, err := os.ReadFile(filepath.Join(k.folder, c.aside))
		require.NoError(t, err)
		require.Contains(t, []string{c.settings, c.run}, string(text))
	}

	k.folder = filepath.Join(k.folder, settingsFile, "under a file")
	told = nil
	k.write(settingsFile, settings{})
	require.Len(t, told, 1)
	require.Equal(t, told[0].Error(), inWords(narrate.Chinese, told[0]))
}
