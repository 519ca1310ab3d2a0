import { useCountries } from '../hooks/useCountries';

/** A country in words; its code while the list loads. */
export function CountryName({ code }: { readonly code: string }) {
  const found = useCountries().find((country) => country.code === code);
  return <>{found?.name ?? code}</>;
}
