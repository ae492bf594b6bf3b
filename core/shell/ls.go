package shell

import (
	"fmt"
	"slices"
	"strings"
)

// runLs lists files, and in the folder that the terminal begins in those of the
// members' data.
func runLs(x context, args []string, _ variables) {
	var flags string
	var names []string
	for _, arg := range args[1:] {
		if strings.HasPrefix(arg, "-") && arg != "-" {
			flags += arg[1:]
		} else {
			names = append(names, arg)
		}
	}
	if len(names) == 0 {
		names = []string{"."}
	}
	code := 0
	var plain, folders []string
	for _, name := range names {
		switch _, isFile := x.here().read(name); {
		case isFile:
			plain = append(plain, name)
		case x.files.isFolder(x.here().folderPath(name)) && strings.Contains(flags, "d"):
			plain = append(plain, name)
		case x.files.isFolder(x.here().folderPath(name)):
			folders = append(folders, name)
		case slices.Contains(x.dataFolders("/"), x.dataFolder(name)):
			plain = append(plain, strings.TrimSuffix(name, "/")+"/member")
		default:
			x.print(2, "ls: cannot access '"+name+"': "+noSuchFile+"\n")
			code = 2
		}
	}
	show := func(folder string, names []string) {
		for _, name := range names {
			if strings.Contains(flags, "l") {
				x.print(1, x.longListing(folder, name)+"\n")
			} else {
				x.print(1, name+"\n")
			}
		}
	}
	slices.Sort(plain)
	show("", plain)
	for i, name := range folders {
		if len(names) > 1 {
			if i > 0 || len(plain) > 0 {
				x.print(1, "\n")
			}
			x.print(1, name+":\n")
		}
		path := x.here().folderPath(name)
		inside := x.files.list(path)
		inside = append(inside, x.dataFolders(path)...)
		slices.Sort(inside)
		inside = slices.Compact(inside)
		all := strings.Contains(flags, "a")
		if inside = slices.DeleteFunc(inside, func(n string) bool { return n[0] == '.' && !all && !strings.Contains(flags, "A") }); all {
			inside = append([]string{".", ".."}, inside...)
		}
		if strings.Contains(flags, "l") {
			x.print(1, fmt.Sprintf("total %d\n", 4*len(inside)))
		}
		show(path, inside)
	}
	x.exit(code)
}

// longListing is a line of ls -l.
func (x context) longListing(folder, name string) string {
	mode, size := "drwxr-xr-x 2", 4096
	if data, ok := x.here().read(folder + name); ok {
		mode, size = "-rw-r--r-- 1", len(data)
	}
	return fmt.Sprintf("%s root root %5d %s %s", mode, size, x.date().Format("Jan _2 15:04"), name)
}

// dataFolder is a folder as members know theirs: those at home by their names.
func (x context) dataFolder(name string) string { return strings.TrimPrefix(x.here().path(name), home) }

// dataFolders are the folders in which members have their data, all of them, or
// the names of those that lie in a folder.
func (x context) dataFolders(folder string) (names []string) {
	w := x.turn.World()
	for _, name := range x.host.Names(w) {
		node, err := x.host.Member(w, name)
		if err != nil {
			continue
		}
		dir := x.host.Server(w, node).DataDir
		inside, ok := strings.CutPrefix(place{}.path(dir), folder)
		switch {
		case dir == "":
		case folder == "/":
			names = append(names, dir)
		case ok && !strings.Contains(inside, "/"):
			names = append(names, inside)
		}
	}
	return names
}
