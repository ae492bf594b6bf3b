package shell

import (
	"errors"
	"slices"
	"strings"

	"raftarium/core/wire"
)

// The bounds of a terminal's files.
const (
	filesMax     = 100     // folders included
	fileBytesMax = 1 << 20 // of all together
	fileNameMax  = 255
)

// file is a file of a terminal, by its whole path. The path of a folder ends
// with a /.
type file struct {
	name string
	data []byte
}

// files are a terminal's, sorted by path.
type files []file

// The folders that are always there: the one that a terminal begins in, and /tmp.
const (
	home = "/root/"
	tmp  = "/tmp/"
	// streamFolder has what <(…) stands for, for as long as a line runs.
	streamFolder = "/dev/fd/"
)

func (f files) find(path string) (int, bool) {
	return slices.BinarySearchFunc(f, path, func(x file, path string) int { return strings.Compare(x.name, path) })
}

// isFolder reports whether there is a folder with this path, which ends with a /.
func (f files) isFolder(path string) bool {
	_, ok := f.find(path)
	return ok || path == "/" || path == home || path == tmp
}

// place is a terminal's files as seen from a folder.
type place struct {
	files  *files
	folder string // "": home
}

// here is the place where a task works.
func (x context) here() place { return place{&x.files, x.folder} }

// path is the whole path of a file, without . and .. and without a / at its end.
func (p place) path(name string) string {
	if !strings.HasPrefix(name, "/") {
		folder := p.folder
		if folder == "" {
			folder = home
		}
		name = folder + name
	}
	var parts []string
	for _, part := range strings.Split(name, "/") {
		switch part {
		case "", ".":
		case "..":
			parts = parts[:max(0, len(parts)-1)]
		default:
			parts = append(parts, part)
		}
	}
	return "/" + strings.Join(parts, "/")
}

// folderPath is the path of a name as that of a folder.
func (p place) folderPath(name string) string {
	if path := p.path(name); path != "/" {
		return path + "/"
	}
	return "/"
}

// read returns what a file holds.
func (p place) read(name string) ([]byte, bool) {
	if name == "/dev/null" {
		return nil, true
	}
	if i, ok := p.files.find(p.path(name)); ok && !strings.HasSuffix(name, "/") {
		return (*p.files)[i].data, true
	}
	return nil, false
}

// create makes a file, or empties it unless it is to be added to.
func (p place) create(name string, keep bool) error {
	path := p.path(name)
	i, ok := p.files.find(path)
	switch {
	case name == "":
		return errors.New("No such file or directory")
	case strings.HasSuffix(name, "/") || p.files.isFolder(p.folderPath(name)):
		return errors.New("Is a directory")
	case ok && keep:
	case ok:
		(*p.files)[i].data = nil
	default:
		return p.files.insert(file{name: path})
	}
	return nil
}

// insert adds a file or folder, in a folder that is there.
func (f *files) insert(x file) error {
	folder := x.name[:strings.LastIndexByte(strings.TrimSuffix(x.name, "/"), '/')+1]
	i, _ := f.find(x.name)
	switch {
	case !f.isFolder(folder) && folder != streamFolder:
		return errors.New("No such file or directory")
	case len(x.name)-len(folder) > fileNameMax:
		return errors.New("File name too long")
	case len(*f) >= filesMax:
		return errors.New("No space left on device: there is room for 100 files")
	}
	*f = slices.Insert(*f, i, x)
	return nil
}

// add writes to the end of the file with a path.
func (f *files) add(path, text string) error {
	i, ok := f.find(path)
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

// within are the paths of what is in a folder, however deep.
func (f files) within(folder string) (paths []string) {
	for _, x := range f {
		if strings.HasPrefix(x.name, folder) && x.name != folder {
			paths = append(paths, x.name)
		}
	}
	return paths
}

// list are the names of what is in a folder.
func (f files) list(folder string) (names []string) {
	for _, path := range f.within(folder) {
		if name := strings.TrimSuffix(path[len(folder):], "/"); !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	return names
}

func (f *files) remove(path string) bool {
	i, ok := f.find(path)
	if ok {
		*f = slices.Delete(*f, i, i+1)
	}
	return ok
}

// forgetStreams removes what <(…) has stood for.
func (f *files) forgetStreams() {
	*f = slices.DeleteFunc(*f, func(x file) bool { return strings.HasPrefix(x.name, streamFolder) })
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

func (f *files) code(c *wire.Coder) {
	wire.List(c, (*[]file)(f), func(x *file) {
		c.String(&x.name)
		c.Bytes(&x.data)
		if !strings.HasPrefix(x.name, "/") {
			c.Fail("a file of a terminal that is in no folder")
			x.name = "/"
		}
	})
	if !slices.IsSortedFunc(*f, func(a, b file) int { return strings.Compare(a.name, b.name) }) {
		c.Fail("the files of a terminal are not in order")
	}
}
