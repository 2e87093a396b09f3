/** "59:58", "1:00:00": what is left of a time, in whole seconds rounded up; never below zero. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const digits = (part: number) => String(part).padStart(2, '0');
  return hours > 0
    ? `${hours}:${digits(minutes)}:${digits(seconds % 60)}`
    : `${minutes}:${digits(seconds % 60)}`;
}
