package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// shipped are the endings of files that a browser asks for.
var shipped = map[string]bool{
	".css": true, ".html": true, ".ico": true, ".js": true, ".json": true, ".md": true, ".png": true, ".svg": true, ".woff2": true,
}

// staysHome reports whether a file or folder of web/ serves those who work on
// the page and not those who read it.
//
// Lessons are read by the page, and what is written about them by teachers.
func staysHome(file string, isDir bool) bool {
	name := path.Base(file)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	if isDir {
		return name == "tests" || name == "testdata" || name == "node_modules"
	}
	switch name {
	case "package.json", "package-lock.json", "jsconfig.json", "tsconfig.json":
		return true
	}
	if strings.HasPrefix(file, "lessons/") && path.Ext(name) == ".md" {
		return false
	}
	for _, ending := range []string{".go", ".md", ".d.ts", ".test.js"} {
		if strings.HasSuffix(name, ending) {
			return true
		}
	}
	return false
}

// collect returns the files of dir that belong to the page, by path. A kind of
// file that it does not know is an error: forgotten, it would be missed only
// by a reader.
func collect(dir string) ([]file, error) {
	root := os.DirFS(dir)
	var files []file
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case name != "." && staysHome(name, entry.IsDir()):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		case !shipped[path.Ext(name)]:
			return fmt.Errorf("%s: pack does not know whether a browser needs such a file: say so in sources.go", name)
		}
		content, err := fs.ReadFile(root, name)
		files = append(files, file{name, content})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("collecting the page from %s: %w", dir, err)
	}
	return files, nil
}
