/** What the till says of a limit: the most there may be, a space, and the name of the goods where it is about some. */
export function limitOf(about = ''): {readonly max: number; readonly name: string} {
	const [max = '', ...name] = about.split(' ');
	return {max: Number(max), name: name.join(' ')};
}
