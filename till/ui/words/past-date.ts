import {date} from '../format.ts';

/** What the till says of goods that are past their date: the day, a space, and their name. */
export function goodsPastDate(about = ''): {readonly day: string; readonly name: string} {
	const [day = '', ...name] = about.split(' ');
	return {day: date(day), name: name.join(' ')};
}
