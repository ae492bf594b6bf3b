//go:build !js

package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/lab"
	"raftarium/core/narrate"
	"raftarium/viz/viewer"
)

func env(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestArgumentsSayWhatIsOpened(t *testing.T) {
	o, err := parse([]string{"--seed", "7", "--nodes", "3", "--lang", "zh", "--theme", "dark", "--size", "1280x720", "https://example.org/page#AbC"}, env(nil), nil)
	require.NoError(t, err)
	require.Equal(t, &options{config: lab.Config{Seed: 7, Members: 3}, lang: narrate.Chinese, theme: viewer.Dark,
		width: 1280, height: 720, link: "AbC"}, o)

	o, err = parse(nil, env(map[string]string{"LANG": "zh_CN.UTF-8"}), nil)
	require.NoError(t, err)
	require.Equal(t, &options{config: lab.Config{Seed: 1, Members: 5}, lang: narrate.Chinese, theme: viewer.Light, width: 1440, height: 900}, o)

	o, err = parse(nil, env(map[string]string{"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}), nil)
	require.NoError(t, err)
	require.Equal(t, narrate.English, o.lang, "LC_ALL comes before LANG")
}

func TestArgumentsThatCannotBeAreRefusedInWords(t *testing.T) {
	for _, c := range []struct{ args, says string }{
		{"--lang fr", "en and zh"},
		{"--theme blue", "light or dark"},
		{"--size 1440", "as in 1440x900"},
		{"--size 10x10", "from 720x560"},
		{"--seed x", "seed"},
		{"--what", "what"},
		{"one two", "one link"},
	} {
		_, err := parse(strings.Fields(c.args), env(nil), nil)
		require.ErrorContains(t, err, c.says, c.args)
	}
	for _, c := range []struct{ args, says string }{
		{"--nodes 102", "1 to 101"},
		{"brokenlink", "link"},
	} {
		o, err := parse(strings.Fields(c.args), env(nil), nil)
		require.NoError(t, err)
		_, err = o.viewer()
		require.ErrorContains(t, err, c.says, c.args)
	}
}

func TestHelpListsTheFlags(t *testing.T) {
	var out strings.Builder
	o, err := parse([]string{"--help"}, env(nil), &out)
	require.NoError(t, err)
	require.Nil(t, o)
	for _, flag := range []string{"-seed", "-nodes", "-lang", "-theme", "-size", "[LINK | FILE.raftarium]"} {
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
	v, err := o.viewer()
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
