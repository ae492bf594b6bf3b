package shell

import (
	"errors"
	"slices"
	"strings"

	"raftarium/core/wire"
)

// The bounds of a terminal's files.
const (
	filesMax     = 100
	fileBytesMax = 1 << 20 // of all together
	fileNameMax  = 255
)

// file is a file of a terminal: of the folder that it works in, or of /tmp,
// which its name then begins with. There are no other folders.
type file struct {
	name string
	data []byte
}

// files are a terminal's, sorted by name.
type files []file

func (f files) find(name string) (int, bool) {
	return slices.BinarySearchFunc(f, clean(name), func(x file, name string) int { return strings.Compare(x.name, name) })
}

// tmp is the other folder.
const tmp = "/tmp/"

// clean is a file's name without what leads to the folder that all are in.
func clean(name string) string {
	for strings.HasPrefix(name, "./") {
		name = strings.TrimLeft(name[2:], "/")
	}
	return name
}

// read returns what a file holds.
func (f files) read(name string) ([]byte, bool) {
	if name == "/dev/null" {
		return nil, true
	}
	if i, ok := f.find(name); ok {
		return f[i].data, true
	}
	return nil, false
}

// create makes a file, or empties it unless it is to be added to.
func (f *files) create(name string, keep bool) error {
	i, ok := f.find(name)
	name = clean(name)
	switch {
	case ok && keep:
	case ok:
		(*f)[i].data = nil
	case name == "" || name == "." || name == ".." || name == tmp || name+"/" == tmp:
		return errors.New("Is a directory")
	case strings.Contains(strings.TrimPrefix(name, tmp), "/"):
		return errors.New("No such file or directory")
	case len(name) > fileNameMax:
		return errors.New("File name too long")
	case len(*f) == filesMax:
		return errors.New("No space left on device: there is room for 100 files")
	default:
		*f = slices.Insert(*f, i, file{name: name})
	}
	return nil
}

// add writes to the end of a file.
func (f *files) add(name, text string) error {
	i, ok := f.find(name)
	if !ok {
		return nil // it was removed while it was written
	}
	used := 0
	for _, x := range *f {
		used += len(x.data)
	}
	if used+len(text) > fileBytesMax {
		return errors.New("No space left on device: all files together hold 1 MB")
	}
	(*f)[i].data = append((*f)[i].data, text...)
	return nil
}

// clone shares what is in the files: the copy has no room of its own, so that
// what it appends goes elsewhere.
func (f files) clone() files {
	c := slices.Clone(f)
	for i := range c {
		c[i].data = c[i].data[:len(c[i].data):len(c[i].data)]
	}
	return c
}

func (f *files) remove(name string) bool {
	i, ok := f.find(name)
	if ok {
		*f = slices.Delete(*f, i, i+1)
	}
	return ok
}

func (f *files) code(c *wire.Coder) {
	wire.List(c, (*[]file)(f), func(x *file) {
		c.String(&x.name)
		c.Bytes(&x.data)
	})
	if !slices.IsSortedFunc(*f, func(a, b file) int { return strings.Compare(a.name, b.name) }) {
		c.Fail("the files of a terminal are not in order")
	}
}
