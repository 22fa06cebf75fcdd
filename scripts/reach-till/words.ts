/** Why a till could not be reached, in Polish and in English. */
import type {ReachFault} from './reach-till.ts';

export function reachSentenceOf(fault: ReachFault): readonly [polish: string, english: string] {
	switch (fault.code) {
		case 'no-such-folder':
			return [`Nie ma folderu ${fault.folder}.`, `There is no folder ${fault.folder}.`];
		case 'no-till-in-folder':
			return [
				`W folderze ${fault.folder} nie ma danych kasy.`,
				`There are no data of a till in the folder ${fault.folder}.`,
			];
		case 'no-settings':
			return [
				`Kasa nie działa, a jej ustawień nie da się odczytać z ${fault.file} (--config): ${fault.reason}`,
				`The till is not running, and its settings cannot be read from ${fault.file} (--config): ${fault.reason}`,
			];
		case 'silent-till':
			return [
				`Folder kasy jest zajęty, a kasa nie odpowiada: ${fault.reason}`,
				`The till’s folder is in use and the till does not answer: ${fault.reason}`,
			];
	}
}
