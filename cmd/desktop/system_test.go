//go:build !js

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is saved replaces nothing, and is there whole or not at all.
func TestAFileIsSavedWholeOrNotAtAll(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"trace.json", "trace-2.json"} {
		path, err := save(folder, "trace.json", name)
		require.NoError(t, err)
		require.Equal(t, filepath.Join(folder, name), path)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, name, string(text))
	}

	path := filepath.Join(folder, "half.png")
	require.NoError(t, os.WriteFile(path, []byte("half"), 0o600))
	f, err := os.Open(path) // to be read alone: as little can be written as on a full disk
	require.NoError(t, err)
	require.Error(t, fill(f, "the other half"))
	require.NoFileExists(t, path)

	_, err = save(filepath.Join(folder, "none"), "trace.json", "")
	require.ErrorIs(t, err, os.ErrNotExist)
}
