//go:build !js

package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/viz/viewer"
)

// The settings of the desktop hold where nothing else was asked for.
func TestTheSettingsOfTheDesktopHold(t *testing.T) {
	for goos, says := range map[string]map[string]string{
		"linux":   {"color-scheme": "'prefer-dark'", "enable-animations": "false"},
		"darwin":  {"AppleInterfaceStyle": "Dark", "reduceMotion": "1"},
		"windows": {"AppsUseLightTheme": "AppsUseLightTheme    REG_DWORD    0x0", "MinAnimate": "MinAnimate    REG_SZ    0"},
	} {
		p := preferences(goos, func(command ...string) string { return says[command[len(command)-1]] })
		require.Equal(t, prefers{dark: true, still: true}, p, goos)
		require.Zero(t, preferences(goos, func(...string) string { return "" }), goos)
	}
	require.Empty(t, ask("there-is-no-such-program"))

	for arguments, want := range map[string]options{
		"":                                     {theme: viewer.Dark, still: true},
		"--theme light":                        {theme: viewer.Light, still: true},
		"--reduced-motion=false --theme=light": {theme: viewer.Light},
	} {
		o, err := parse(strings.Fields(arguments), env(nil), nil)
		require.NoError(t, err)
		o.prefer(prefers{dark: true, still: true})
		o.remember(settings{})
		require.Equal(t, want.theme, o.theme, arguments)
		require.Equal(t, want.still, o.still, arguments)
	}
	o, err := parse([]string{"--reduced-motion"}, env(nil), nil)
	require.NoError(t, err)
	o.prefer(prefers{})
	require.True(t, o.still)
}
