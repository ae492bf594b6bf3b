//go:build !js

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/viewer"
	"raftarium/viz/window"
	"raftarium/web/lessons"
)

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

// nowhere keeps nothing.
var nowhere = &keeper{}

func TestArgumentsSayWhatIsOpened(t *testing.T) {
	o, err := parse([]string{"--seed", "7", "--nodes", "3", "--lang", "zh", "--theme", "dark", "--size", "1280x720", "https://example.org/page#AbC"}, env(nil), nil)
	require.NoError(t, err)
	require.Equal(t, &options{config: lab.Config{Seed: 7, Members: 3}, lang: narrate.Chinese, langNamed: true, theme: viewer.Dark,
		width: 1280, height: 720, link: "AbC", out: ".", anew: true}, o)

	for what, cluster := range map[string]string{
		"http://localhost:8080":              "http://localhost:8080",
		"http://localhost:8080/#":            "http://localhost:8080/",
		"https://example.org/raftarium/":     "https://example.org/raftarium/",
		"http://localhost:8080/#w=AbC":       "http://localhost:8080/",
		"http://localhost:8080/#lesson=raft": "",
		"http://localhost:8080/mine.md":      "",
	} {
		o, err = parse([]string{what}, env(nil), nil)
		require.NoError(t, err)
		require.Equal(t, cluster, o.cluster, what)
		require.Equal(t, o.link != "", o.aside, what)
	}

	o, err = parse(nil, env(map[string]string{"LANG": "zh_CN.UTF-8"}), nil)
	require.NoError(t, err)
	require.False(t, o.anew)
	o.remember(settings{})
	require.Equal(t, &options{config: lab.Config{Seed: 1, Members: 5}, lang: narrate.Chinese, theme: viewer.Light, width: 1440, height: 900, out: "."}, o)

	o, err = parse(nil, env(map[string]string{"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}), nil)
	require.NoError(t, err)
	require.Equal(t, narrate.English, o.lang, "LC_ALL comes before LANG")
}

func TestWhatIsRememberedGivesWayToWhatIsAskedFor(t *testing.T) {
	before := settings{Memory: window.Memory{Lang: "zh", Theme: "dark"}, Width: 1300, Height: 800}
	o, err := parse(nil, env(nil), nil)
	require.NoError(t, err)
	o.remember(before)
	require.Equal(t, narrate.Chinese, o.lang)
	require.Equal(t, viewer.Dark, o.theme)
	require.Equal(t, [2]int{1300, 800}, [2]int{o.width, o.height})

	o, err = parse([]string{"--lang", "en", "--theme", "light", "--size", "1440x900"}, env(nil), nil)
	require.NoError(t, err)
	o.remember(before)
	require.Equal(t, narrate.English, o.lang)
	require.Equal(t, viewer.Light, o.theme)
	require.Equal(t, 1440, o.width)

	o.width = 0
	o.remember(settings{Memory: window.Memory{Lang: "tlh", Theme: "blue"}, Width: 10, Height: 10})
	require.Equal(t, 1440, o.width, "no window of ten pixels")
}

func TestArgumentsThatCannotBeAreRefusedInWords(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	for _, c := range []struct{ args, says string }{
		{"--lang fr", "en and zh"},
		{"--theme blue", "light or dark"},
		{"--size 1440", "as in 1440x900"},
		{"--size 10x10", "from 600x560"},
		{"--seed x", "seed"},
		{"--what", "--help lists the flags"},
		{"--out " + folder + "/none", "no such file"},
		{"--out " + file("plain", ""), "it is no folder"},
		{"one two", "one link"},
		{folder + "/none.md", "open a lesson: open " + folder + "/none.md: no such file"},
		{folder + "/none.raftarium", "open a run: open " + folder + "/none.raftarium: no such file"},
		{file("picture.png", "x"), "neither a lesson (.md) nor a run (.raftarium)"},
		{"ftp://example.org/lesson.md", "it leads to no moment, lesson or cluster"},
		{"lesson=%zz", "open the lesson"},
	} {
		_, err := parse(strings.Fields(c.args), env(nil), nil)
		require.ErrorContains(t, err, c.says, c.args)
	}
	for _, c := range []struct{ args, says string }{
		{"--nodes 102", "1 to 101"},
		{"brokenlink", "link"},
		{"lesson=nothing", `there is no lesson "nothing"`},
		{file("bad.md", "no front matter"), "bad.md:1"},
		{file("bad.raftarium", "w=AAAA"), "link"},
	} {
		o, err := parse(strings.Fields(c.args), env(nil), nil)
		require.NoError(t, err)
		o.remember(settings{})
		_, _, err = o.viewer(nowhere)
		require.ErrorContains(t, err, c.says, c.args)
	}
}

func TestALessonOpensByNameAndByFile(t *testing.T) {
	_, text, err := lessons.Read("an-election", "en")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "mine.md")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	for _, c := range []struct{ what, id string }{
		{"lesson=an-election", "an-election"}, {"https://example.org/page#lesson=an-election", "an-election"}, {path, ""},
	} {
		o, err := parse([]string{c.what}, env(nil), nil)
		require.NoError(t, err)
		o.remember(settings{})
		v, _, err := o.viewer(nowhere)
		require.NoError(t, err)
		require.Equal(t, "An election", v.LessonView().Title)
		require.Equal(t, c.id, v.LessonID())
	}
}

func TestHelpListsTheFlags(t *testing.T) {
	var out strings.Builder
	o, err := parse([]string{"--help"}, env(nil), &out)
	require.NoError(t, err)
	require.Nil(t, o)
	for _, flag := range []string{"-seed", "-nodes", "-lang", "-theme", "-size", "-out", "-new", "[" + arguments + "]"} {
		require.Contains(t, out.String(), flag)
	}
}

func TestALinkOpensWhereItLeads(t *testing.T) {
	l, err := lab.New(lab.Config{Seed: 3, Members: 3})
	require.NoError(t, err)
	l.Advance(700_000_000)
	require.NoError(t, l.Do("crash 1"))
	o, err := parse([]string{l.Link()}, env(nil), nil)
	require.NoError(t, err)
	o.remember(settings{})
	v, _, err := o.viewer(nowhere)
	require.NoError(t, err)
	require.Equal(t, string(lab.AppendState(nil, l.World())), string(lab.AppendState(nil, v.Lab().World())))
}

func TestTheClipboardIsThatOfTheSystem(t *testing.T) {
	all := func(name string) (string, error) { return "/bin/" + name, nil }
	none := func(string) (string, error) { return "", errors.New("not found") }
	for _, c := range []struct {
		goos    string
		wayland string
		write   bool
		want    string
	}{
		{"linux", "", true, "/bin/xclip -selection clipboard"},
		{"linux", "wayland-0", false, "/bin/wl-paste -n"},
		{"darwin", "", true, "/bin/pbcopy"},
		{"windows", "", true, "/bin/clip"},
	} {
		command, err := clipboardCommand(c.write, c.goos, env(map[string]string{"WAYLAND_DISPLAY": c.wayland}), all)
		require.NoError(t, err)
		require.Equal(t, c.want, strings.Join(command, " "))
	}
	_, err := clipboardCommand(true, "linux", env(nil), none)
	require.ErrorIs(t, err, errNoClipboard)
}
