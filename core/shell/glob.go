package shell

import "strings"

// glob adds a field, or the files that it stands for.
func (e *expander) glob(out []string, f field) []string {
	before := len(out)
	if f.glob && len(e.x.files) > 0 {
		out = e.globIn(out, "", f.pattern)
	}
	if len(out) == before {
		out = append(out, f.text)
	}
	return out
}

// globIn adds the files that a pattern stands for, folder by folder.
func (e *expander) globIn(out []string, before, pattern string) []string {
	first, rest, deeper := strings.Cut(pattern, "/")
	if first == "" && deeper {
		return e.globIn(out, before+"/", rest)
	}
	if !strings.ContainsAny(first, "*?[") && deeper {
		return e.globIn(out, before+unquotePattern(first)+"/", rest)
	}
	folder := e.x.here().folderPath(before)
	e.x.work += 32 * len(e.x.files)
	for _, name := range e.x.files.list(folder) {
		if !matches(first, name) || name[0] == '.' && first[0] != '.' {
			continue
		}
		isFolder := e.x.files.isFolder(folder + name + "/")
		switch {
		case !deeper:
			out = append(out, before+name)
		case isFolder && rest == "":
			out = append(out, before+name+"/")
		case isFolder:
			out = e.globIn(out, before+name+"/", rest)
		}
	}
	return out
}

// unquotePattern is the text of a pattern in which nothing means anything.
func unquotePattern(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '\\' && i+1 < len(pattern) {
			i++
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}
