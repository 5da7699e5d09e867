export * from "../../components/alerts/useActions";
